import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { findChoice, searchSpots, type SpotChoice } from '../spot-search.ts';
import { usePlanner, type Planner } from './planner-context.ts';

type Props = { label: string; onChoose: (choice: SpotChoice) => void; onCancel?: () => void; autoFocus?: boolean };

/** Finds a place or event by name: at once from what is on the device, a moment later also by the site's search, which knows other names. */
export function SpotSearch({ label, onChoose, onCancel, autoFocus = true }: Props) {
  const { t, index, locale } = usePlanner();
  const id = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [more, setMore] = useState<{ text: string; choices: SpotChoice[] }>();
  const input = useRef<HTMLInputElement>(null);
  const choices = useMemo(() => {
    const here = searchSpots(index, text);
    const known = new Set(here.map((choice) => choice.id));
    return [...here, ...(more?.text === text ? more.choices.filter((choice) => !known.has(choice.id)) : [])];
  }, [index, text, more]);

  // Before the next key arrives, or the first letters of a fast typist are lost.
  useLayoutEffect(() => {
    if (autoFocus) input.current?.focus();
  }, []);
  useEffect(() => {
    if (text.trim().length < 2 || navigator.onLine === false) return;
    const stop = new AbortController();
    const timer = setTimeout(
      () => void askServer(index, locale, text, stop.signal).then((found) => setMore({ text, choices: found })),
      180,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, index, locale]);

  function choose(choice: SpotChoice | undefined) {
    if (!choice) return;
    setText('');
    setActive(0);
    onChoose(choice);
  }
  const open = text.trim() !== '';
  return (
    <div className="pl-search">
      <label htmlFor={id}>{label}</label>
      <div className="cluster">
        <input
          id={id}
          ref={input}
          className="input"
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          value={text}
          aria-expanded={open && choices.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && choices[active] ? `${id}-${active}` : undefined}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') {
              event.preventDefault();
              setActive(Math.min(active + 1, choices.length - 1));
            } else if (event.key === 'ArrowUp') {
              event.preventDefault();
              setActive(Math.max(0, active - 1));
            } else if (event.key === 'Enter') {
              event.preventDefault();
              choose(choices[active]);
            } else if (event.key === 'Escape') {
              event.preventDefault();
              if (text === '') onCancel?.();
              else setText('');
            }
          }}
        />
        {onCancel && (
          <button type="button" className="pl-icon" aria-label={t('planner:close')} onClick={onCancel}>
            ×
          </button>
        )}
      </div>
      <ul
        role="listbox"
        id={`${id}-list`}
        aria-label={label}
        className="plain-list"
        hidden={!open || choices.length === 0}
      >
        {choices.map((choice, i) => (
          <li
            key={choice.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(choice)}
          >
            <span>{choice.name}</span>
            <span className="small soft">{kindOf(choice, t)}</span>
          </li>
        ))}
      </ul>
      <p role="status" className="small soft">
        {open ? (choices.length === 0 ? t('planner:noPlace') : t('planner:found', { count: choices.length })) : ''}
      </p>
    </div>
  );
}

export function kindOf(choice: SpotChoice, t: Planner['t']): string {
  return choice.event ? t(`facts:eventKinds.${choice.kind}`) : t(`facts:placeKinds.${choice.kind}`);
}

async function askServer(
  index: Planner['index'],
  locale: string,
  text: string,
  signal: AbortSignal,
): Promise<SpotChoice[]> {
  try {
    const response = await fetch(`/api/suggest?lang=${locale}&q=${encodeURIComponent(text)}`, { signal });
    if (!response.ok) return [];
    const { groups } = (await response.json()) as { groups: { items: { href: string }[] }[] };
    const ids = groups.flatMap(({ items }) => items.map(({ href }) => href.split('/').slice(-2).join('/')));
    return ids.flatMap((id) => findChoice(index, id) ?? []);
  } catch {
    // Offline or typed on: what the device knows is shown already.
    return [];
  }
}
