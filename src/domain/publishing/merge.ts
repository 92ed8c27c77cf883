import { canonicalJson, sameJson } from './canonical.ts';
import type { FieldChanges, FieldPath, Fields, Json } from './types.ts';

/** Two wanted different things for one field. `null` is "not set". */
export type MergeConflict = { path: FieldPath; base: Json; ours: Json; theirs: Json };

export type Merge = { merged: Fields; conflicts: readonly MergeConflict[] };

/**
 * Three-way merge by field. `theirs` is what stands now, `ours` what is brought, `base` what both began from.
 * A field that only one side changed takes that change; lists of names merge by their items; of two dates "seen" the
 * later counts. What is left is a conflict: the merged value stays as `theirs`, and `ours` is in the conflict, so
 * neither is lost.
 */
export function mergeFields(base: Fields, ours: Fields, theirs: Fields): Merge {
  const merged: Record<FieldPath, Json> = { ...theirs };
  const conflicts: MergeConflict[] = [];
  for (const path of new Set([...Object.keys(base), ...Object.keys(ours)])) {
    const [from, our, their] = [base[path], ours[path], theirs[path]];
    if (sameJson(from, our) || sameJson(our, their)) continue;
    const value = sameJson(from, their) ? { value: our } : mergeValues(path, from, our, their);
    if (value === undefined) conflicts.push({ path, base: from ?? null, ours: our ?? null, theirs: their ?? null });
    else if (value.value === undefined) delete merged[path];
    else merged[path] = value.value;
  }
  return { merged, conflicts };
}

/** Lays changes over fields; `null` takes a field away. */
export function applyChanges(fields: Fields, changes: FieldChanges): Fields {
  const next: Record<FieldPath, Json> = { ...fields };
  for (const [path, value] of Object.entries(changes)) {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) delete next[path];
    else next[path] = value;
  }
  return next;
}

/** The changes that make `after` from `before`. */
export function changesBetween(before: Fields, after: Fields): FieldChanges {
  const changes: Record<FieldPath, Json> = {};
  for (const path of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!sameJson(before[path], after[path])) changes[path] = after[path] ?? null;
  }
  return changes;
}

/** What stood before the given saves (oldest first) were made. */
export function fieldsBefore(
  current: Fields,
  saves: readonly { changes: Readonly<Record<FieldPath, { from: Json }>> }[],
): Fields {
  let fields = current;
  for (const save of saves.toReversed()) {
    fields = applyChanges(
      fields,
      Object.fromEntries(Object.entries(save.changes).map(([path, { from }]) => [path, from])),
    );
  }
  return fields;
}

/** Undefined where it cannot be merged. */
function mergeValues(
  path: FieldPath,
  base: Json | undefined,
  ours: Json | undefined,
  theirs: Json | undefined,
): { value: Json | undefined } | undefined {
  if (/\/(?:seen|checkedOn)$/.test(path) && typeof ours === 'string' && typeof theirs === 'string') {
    return { value: ours > theirs ? ours : theirs };
  }
  const [from, our, their] = [namesIn(base), namesIn(ours), namesIn(theirs)];
  if (from === undefined || our === undefined || their === undefined) return undefined;
  const list = mergeNames(from, our, their);
  return list && { value: list.length === 0 ? undefined : list };
}

/** A list of distinct texts (amenities, aliases, the order of photos), or an absent one. */
function namesIn(value: Json | undefined): readonly string[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return undefined;
  const list = value as readonly Json[];
  return list.every((item) => typeof item === 'string') && new Set(list).size === list.length
    ? (list as readonly string[])
    : undefined;
}

/**
 * Keeps what neither side removed and adds what either added. When both put the common items into a different order
 * there is no right answer.
 */
function mergeNames(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): readonly string[] | undefined {
  const inAll = (list: readonly string[]) =>
    list.filter((item) => base.includes(item) && ours.includes(item) && theirs.includes(item));
  const [was, our, their] = [inAll(base), inAll(ours), inAll(theirs)].map((list) => canonicalJson(list));
  if (was !== our && was !== their && our !== their) return undefined;
  const [lead, other] = was === our ? [theirs, ours] : [ours, theirs];
  const kept = lead.filter((item) => other.includes(item) || !base.includes(item));
  return [...kept, ...other.filter((item) => !base.includes(item) && !lead.includes(item))];
}
