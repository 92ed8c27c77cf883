import { indexPlannerData } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerAlert, PlannerCore } from '#src/domain/planner-data/types.ts';
import { concerns } from './along.ts';
import { listPacks, updateAlerts } from './pack.ts';

export type AlertChange = { href: string; text: string };

/** Alerts along saved trips that are new or other than when last looked at, each told once; those that ended too. */
export async function changedAlerts(locale: string): Promise<AlertChange[]> {
  const packs = await listPacks();
  if (packs.length === 0) return [];
  const response = await fetch(`/api/planner/alerts/${locale}`, { cache: 'no-cache' });
  if (!response.ok) return [];
  const alerts = (await response.json()) as PlannerAlert[];
  const changes = new Map<string, AlertChange>();
  let index: ReturnType<typeof indexPlannerData> | undefined;
  for (const pack of packs) {
    const before = new Map(pack.alerts.map((alert) => [alert.id, gist(alert)]));
    const fresh = alerts.filter((alert) => before.get(alert.id) !== gist(alert));
    const ended = pack.alerts.filter(({ id }) => !alerts.some((alert) => alert.id === id));
    if (fresh.length === 0 && ended.length === 0) continue;
    index ??= indexPlannerData((await (await fetch(`/api/planner/core/${locale}`)).json()) as PlannerCore);
    const graph = index;
    const touching = fresh.filter((alert) => concerns(alert, pack.along, graph));
    for (const { id, name } of touching) changes.set(id, { href: `/${locale}/${id}`, text: name });
    for (const { id, name } of ended) changes.set(id, { href: `/${locale}/alerts`, text: name });
    if (touching.length > 0 || ended.length > 0) {
      await updateAlerts(
        pack,
        alerts.filter((alert) => concerns(alert, pack.along, graph)),
      );
    }
  }
  return [...changes.values()];
}

/** What makes an alert another one, whatever the language. */
const gist = ({ level, effect, roads, places, areas, from, until }: PlannerAlert): string =>
  JSON.stringify([level, effect, roads, places, areas, from, until]);
