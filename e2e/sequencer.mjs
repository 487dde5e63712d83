const first = 'main-job.test.ts';

/** By name, but the main job before all: it belongs to the first business, which alone gets the shared number. */
export default class Sequencer {
  sort(tests) {
    const rank = ({ path }) => (path.endsWith(first) ? '' : path);
    return [...tests].sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
  }

  cacheResults() {}
}
