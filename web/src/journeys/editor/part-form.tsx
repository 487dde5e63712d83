import { ExitsForm } from './exits-form.tsx';
import { Rules } from './rules.tsx';
import type { Part } from './selection.ts';
import { StartForm } from './start-form.tsx';
import { WhoForm } from './who-form.tsx';
import { useWorkbench } from './workbench.ts';

/** The form of a part around the steps. */
export function PartForm({ part }: { part: Part }) {
  const { draft, problems, change } = useWorkbench();
  switch (part) {
    case ':start':
      return (
        <StartForm
          draft={draft}
          problem={problems.at('trigger')}
          onChange={(trigger) => change({ ...draft, trigger })}
        />
      );
    case ':who':
      return <WhoForm draft={draft} onChange={change} />;
    case ':exits':
      return <ExitsForm draft={draft} problems={problems} onChange={(exits) => change({ ...draft, exits })} />;
    case ':rules':
      return <Rules draft={draft} onChange={change} />;
  }
}
