import { expect, test } from 'vitest';
import type { AccountAction, EntryAction, EntryState, Role, SiteAction } from '#src/domain/rights/actions.ts';
import { ACTIONS, ENTRY_STATES, ROLES } from '#src/domain/rights/actions.ts';
import type { Actor, SignedIn } from '#src/domain/rights/can.ts';
import { can } from '#src/domain/rights/can.ts';
import { EXPECTED_ACCOUNT, EXPECTED_ENTRY, EXPECTED_SITE } from './expected.ts';

const OWN = 'homestays/nha-co';
const OTHER = 'homestays/nha-khac';
const LETTERS: Record<EntryState, string> = { none: 'n', draft: 'd', 'in-review': 'r', 'changes-asked': 'c', published: 'p', archived: 'a' }; // prettier-ignore

function actorAs(role: Role, more: Partial<SignedIn> = {}): Actor {
  if (role === 'anonymous') return { kind: 'anonymous' };
  return {
    kind: 'account',
    id: 'me',
    roles: [role],
    owns: role === 'owner' ? [OWN] : [],
    helps: role === 'helper' ? [OWN] : [],
    duty: true,
    ...more,
  };
}

/** `action | role a/b role a/b` as action → role → [a, b]. A doubled or malformed row fails. */
function parsePairs(text: string): Map<string, Map<string, [string, string]>> {
  const rows = new Map<string, Map<string, [string, string]>>();
  for (const line of text.trim().split('\n')) {
    const [action = '', cells = ''] = line.split('|').map((part) => part.trim());
    if (rows.has(action)) throw new Error(`two rows for ${action}`);
    const words = cells.split(/\s+/);
    const roles = new Map<string, [string, string]>();
    for (let i = 0; i < words.length; i += 2) {
      const [own = '', other = ''] = (words[i + 1] ?? '').split('/');
      roles.set(words[i] ?? '', [own, other]);
    }
    rows.set(action, roles);
  }
  return rows;
}

const actionsOf = (scope: string) =>
  Object.keys(ACTIONS).filter((action) => ACTIONS[action as keyof typeof ACTIONS] === scope);

test('every action × role × own/other × state has a row, and can() answers as the row says', () => {
  const faults: string[] = [];
  let rows = 0;
  const entry = parsePairs(EXPECTED_ENTRY);
  const account = parsePairs(EXPECTED_ACCOUNT);
  const site = new Map(
    EXPECTED_SITE.trim()
      .split('\n')
      .map((line) => line.split('|').map((part) => part.trim()) as [string, string]),
  );

  for (const action of actionsOf('entry') as EntryAction[]) {
    const row = entry.get(action);
    if (row === undefined) faults.push(`no row for ${action}`);
    for (const role of ROLES) {
      for (const relation of ['own', 'other'] as const) {
        for (const state of ENTRY_STATES) {
          rows++;
          const wanted = row?.get(role)?.[relation === 'own' ? 0 : 1].includes(LETTERS[state]) ?? false;
          const subject = {
            entry: relation === 'own' ? OWN : OTHER,
            state,
            authors: relation === 'own' ? ['me'] : ['someone'],
          } as const;
          if (can(actorAs(role), action, subject) !== wanted)
            faults.push(`${action} ${role} ${relation} ${state} should be ${wanted}`);
        }
      }
    }
  }
  for (const action of actionsOf('account') as AccountAction[]) {
    const row = account.get(action);
    if (row === undefined) faults.push(`no row for ${action}`);
    for (const role of ROLES) {
      for (const relation of ['own', 'other'] as const) {
        rows++;
        const wanted = row?.get(role)?.[relation === 'own' ? 0 : 1] === 'y';
        if (can(actorAs(role), action, { account: relation === 'own' ? 'me' : 'someone' }) !== wanted)
          faults.push(`${action} ${role} ${relation} should be ${wanted}`);
      }
    }
  }
  for (const action of actionsOf('site') as SiteAction[]) {
    const row = site.get(action)?.split(/\s+/);
    if (row === undefined) faults.push(`no row for ${action}`);
    for (const role of ROLES) {
      rows++;
      if (can(actorAs(role), action) !== (row?.includes(role) ?? false)) faults.push(`${action} ${role}`);
    }
  }
  const known = new Set(Object.keys(ACTIONS));
  for (const action of [...entry.keys(), ...account.keys(), ...site.keys()])
    if (!known.has(action)) faults.push(`row for nothing: ${action}`);

  expect(faults).toEqual([]);
  console.log(`rights matrix: ${rows} rows (${Object.keys(ACTIONS).length} actions × ${ROLES.length} roles)`);
});

test('an alert goes out at once only from a duty officer', () => {
  const alert = { entry: 'alerts/landslide', state: 'none' } as const;
  expect(can(actorAs('editor'), 'alert-publish', alert)).toBe(true);
  expect(can(actorAs('editor', { duty: false }), 'alert-publish', alert)).toBe(false);
});

test('nobody passes a draft that they wrote in, whatever else they may be', () => {
  const mine = { entry: OTHER, state: 'in-review', authors: ['someone', 'me'] } as const;
  expect(can(actorAs('reviewer'), 'approve', mine)).toBe(false);
  expect(can(actorAs('admin', { roles: ['editor', 'reviewer', 'admin'] }), 'publish', mine)).toBe(false);
  expect(can(actorAs('reviewer'), 'approve', { ...mine, authors: ['someone'] })).toBe(true);
});

test('an account with no role in this session may do no more than a visitor with an account', () => {
  const nobody = actorAs('owner', { roles: [], owns: [OWN], helps: [OWN] });
  expect(can(nobody, 'draft-edit', { entry: OWN, state: 'draft' })).toBe(false);
  expect(can(nobody, 'preview', { entry: OWN, state: 'draft' })).toBe(false);
});

test('a name that is no action is refused, inherited names of objects too', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'fly']) {
    expect(can(actorAs('admin'), name as 'desk')).toBe(false);
  }
});
