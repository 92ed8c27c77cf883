import { usePlanner, type PlannerViewName } from './planner-context.ts';

const VIEWS: readonly PlannerViewName[] = ['days', 'timeline', 'map'];
export const viewTabId = (name: PlannerViewName) => `view-tab-${name}`;
export const viewPanelId = (name: PlannerViewName) => `view-${name}`;

/** Tabs after the APG: arrows go round, the chosen one is in the tab order. With a wide screen the map stands beside them. */
export function ViewTabs({
  shown,
  wide,
  onShow,
}: {
  shown: PlannerViewName;
  wide: boolean;
  onShow: (name: PlannerViewName) => void;
}) {
  const { t } = usePlanner();
  const views = wide ? VIEWS.filter((name) => name !== 'map') : VIEWS;
  function onKey(event: { key: string; preventDefault: () => void }) {
    const rtl = document.documentElement.dir === 'rtl' ? -1 : 1;
    const step = event.key === 'ArrowRight' ? rtl : event.key === 'ArrowLeft' ? -rtl : 0;
    const at = event.key === 'Home' ? 0 : event.key === 'End' ? views.length - 1 : step === 0 ? -1 : (views.indexOf(shown) + step + views.length) % views.length; // prettier-ignore
    const next = views[at];
    if (!next) return;
    event.preventDefault();
    onShow(next);
    document.getElementById(viewTabId(next))?.focus();
  }
  return (
    <div
      id="planner-views"
      className="pl-tabs no-print"
      role="tablist"
      aria-label={t('planner:views.label')}
      onKeyDown={onKey}
    >
      {views.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={viewTabId(name)}
          aria-selected={name === shown}
          tabIndex={name === shown ? 0 : -1}
          aria-controls={name === shown ? viewPanelId(name) : undefined}
          onClick={() => onShow(name)}
        >
          {t(`planner:views.${name}`)}
        </button>
      ))}
    </div>
  );
}
