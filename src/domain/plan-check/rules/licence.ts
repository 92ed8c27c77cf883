import { changeVehicle } from '../fix-ideas.ts';
import type { Draft, Rule } from '../finding.ts';
import { licenceFines, licenceSource } from '../licence-facts.ts';

/**
 * Who steers a motorbike needs a Vietnamese licence of the class, or a permit of the 1968 convention with
 * the licence from home. Passengers and drivers' guests need none and are not asked. Bikes up to 50 cm³
 * need no licence.
 */
export const licence: Rule = {
  name: 'licence',
  find: ({ trip }) => {
    if (trip.vehicle !== 'motorbike' || trip.engine === 'up-to-50') return [];
    const key = faultOf(trip.licence, trip.engine);
    if (!key) return [];
    const draft: Draft = {
      severity: key === 'licence-unsure' ? 'warning' : 'error',
      key,
      values: { ...licenceFines[trip.engine ?? 'unknown'], ...licenceSource },
      fixes: () => [changeVehicle('easy-rider'), changeVehicle('car')],
    };
    return [draft];
  },
};

type Papers = { status: string; paper?: string; class?: string };

function faultOf({ status, paper, class: licenceClass }: Papers, engine: string | undefined): string | undefined {
  if (status === 'none') return 'licence-none';
  if (status === 'unsure') return 'licence-unsure';
  if (paper === 'idp-1949') return 'licence-1949';
  if (paper === 'home-only') return 'licence-home-only';
  return licenceClass === 'a1' && engine === 'over-125' ? 'licence-class' : undefined;
}
