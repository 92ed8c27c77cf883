import { IMPROVE_DAY, STOP_COMMANDS } from '../commands.ts';
import { Dialog } from './Dialog.tsx';
import { usePlanner } from './planner-context.ts';

/** The keys. Every one of them does what a button does too. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = usePlanner();
  const rows: (readonly [string, string])[] = [
    ['Ctrl+Z', t('planner:undo')],
    ['Ctrl+Shift+Z', t('planner:redo')],
    ...Object.values(STOP_COMMANDS).map((command) => [command.keys, t(`planner:do.${command.id}`)] as const),
    [IMPROVE_DAY.keys, t('planner:do.day-improve')],
  ];
  return (
    <Dialog title={t('planner:do.help')} onClose={onClose}>
      <p>{t('planner:helpText')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('planner:helpKey')}</th>
            <th scope="col">{t('planner:helpDoes')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([keys, does]) => (
            <tr key={keys}>
              <td>
                <kbd>{keys}</kbd>
              </td>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
