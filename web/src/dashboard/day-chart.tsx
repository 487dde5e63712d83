import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import type { Dashboard } from '../../../api/schemas.ts';
import { shortDay } from '../time/days.ts';
import type { Measure } from './addresses.ts';

type Day = Dashboard['days'][number];
type Props = { days: Day[]; measure: Measure; name: string; label: string; onDay: (day: string) => void };

/** Bars; the table beside it says the same to whoever cannot see or point at them. */
export default function DayChart({ days, measure, name, label, onDay }: Props) {
  return (
    <div role="img" aria-label={label}>
      <div aria-hidden>
        <BarChart
          h={220}
          data={days}
          dataKey="day"
          series={[{ name: measure, label: name, color: 'spruce.5' }]}
          xAxisProps={{ tickFormatter: shortDay, minTickGap: 24 }}
          yAxisProps={{ allowDecimals: false, width: 40 }}
          tooltipProps={{ labelFormatter: (day) => shortDay(String(day)) }}
          barProps={{ isAnimationActive: false, cursor: 'pointer', onClick: ({ payload }) => onDay(payload.day) }}
          barChartProps={{ accessibilityLayer: false }}
          valueFormatter={(value) => value.toLocaleString('en-US')}
        />
      </div>
    </div>
  );
}
