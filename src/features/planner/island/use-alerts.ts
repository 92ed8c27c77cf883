import { useEffect, useState } from 'react';
import type { PlannerAlert } from '#src/domain/planner-data/types.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { watchAlerts } from '../watch-alerts.ts';

export type News = { alerts?: readonly PlannerAlert[]; offlineSince?: Date | undefined };

export function useAlerts(locale: Locale): News {
  const [news, setNews] = useState<News>({});
  useEffect(
    () =>
      watchAlerts(locale, (told) =>
        setNews((before) =>
          told.kind === 'alerts'
            ? { ...before, alerts: told.alerts }
            : { ...before, offlineSince: told.kind === 'offline' ? told.since : undefined },
        ),
      ),
    [locale],
  );
  return news;
}
