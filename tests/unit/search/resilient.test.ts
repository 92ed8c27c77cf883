import { expect, test } from 'vitest';
import { ResilientEngine } from '#search/engines/resilient.ts';
import type { EngineHealth, SearchAnswer, SearchEngine } from '#src/ports/search-engine.ts';

const request = { q: 'dong van', language: 'en' } as const;
const answerOf = (engine: string): SearchAnswer => ({ hits: [], total: 1, facets: {}, understood: [], engine });

function engineThat(name: string, answer: () => Promise<SearchAnswer>): SearchEngine & { asked: number } {
  return {
    name,
    asked: 0,
    search() {
      this.asked += 1;
      return answer();
    },
  };
}

const steady = () => engineThat('embedded', () => Promise.resolve(answerOf('embedded')));

test('the first engine answers while it can', async () => {
  const engine = new ResilientEngine(
    engineThat('meilisearch', () => Promise.resolve(answerOf('meilisearch'))),
    steady(),
  );
  expect((await engine.search(request)).engine).toBe('meilisearch');
  expect(engine.health()).toMatchObject({ state: 'ok', engine: 'meilisearch' });
});

test('the second answers the same request when the first is slow', async () => {
  const slow = engineThat('meilisearch', () => new Promise(() => undefined));
  const engine = new ResilientEngine(slow, steady(), { patience: 20 });
  expect((await engine.search(request)).engine).toBe('embedded');
});

test('after failures in a row the first is left alone, tried again behind the readers and taken back', async () => {
  let now = 0;
  let broken = true;
  const told: EngineHealth[] = [];
  const first = engineThat('meilisearch', () =>
    broken ? Promise.reject(new Error('connect ECONNREFUSED')) : Promise.resolve(answerOf('meilisearch')),
  );
  const engine = new ResilientEngine(first, steady(), {
    failures: 2,
    rest: 1_000,
    now: () => now,
    onChange: (health) => told.push(health),
  });

  await engine.search(request);
  await engine.search(request);
  expect(engine.health()).toMatchObject({ state: 'degraded', engine: 'embedded', reason: 'connect ECONNREFUSED' });
  const asked = first.asked;
  for (let i = 0; i < 50; i++) await engine.search(request);
  expect(first.asked, 'no hammering').toBe(asked);

  now = 1_001;
  expect((await engine.search(request)).engine, 'readers never wait for the try').toBe('embedded');
  await engine.probe();
  expect(first.asked).toBe(asked + 1);
  now = 2_500;
  await engine.search(request);
  expect(first.asked, 'the rest doubles after a failed try').toBe(asked + 1);

  broken = false;
  now = 5_000;
  await engine.search(request);
  await engine.probe();
  expect((await engine.search(request)).engine).toBe('meilisearch');
  expect(told.map((health) => health.state)).toEqual(['degraded', 'ok']);
});

test('an engine that is not complete is not trusted, however well it answers', async () => {
  const first = engineThat('meilisearch', () => Promise.resolve(answerOf('meilisearch')));
  const engine = new ResilientEngine(first, steady(), {
    verify: () => Promise.reject(new Error('its vi index holds 0 of 240 entries')),
  });
  await engine.probe();
  expect((await engine.search(request)).engine).toBe('embedded');
  expect(engine.health().reason).toContain('0 of 240');
});
