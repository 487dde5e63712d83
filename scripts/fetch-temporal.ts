import { temporalBinary } from './stack/temporal-binary.ts';

for (const program of ['temporal', 'temporal-test-server'] as const) {
  await temporalBinary(program, (line) => console.log(line));
}
