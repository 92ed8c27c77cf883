const ROUND = ['free', 'few', 'full'];

/** Shows a tap before any answer came: the night turns, the chip is pressed. */
export function showTap(form: HTMLFormElement, submitter: HTMLElement | null): void {
  if (!(submitter instanceof HTMLButtonElement)) return;
  const { night } = submitter.dataset;
  if (night !== undefined) setNight(submitter, submitter.value.split(':')[1] ?? 'free');
  const { all } = submitter.dataset;
  if (all !== undefined) for (const button of document.querySelectorAll<HTMLButtonElement>('[data-night]')) setNight(button, all); // prettier-ignore
  if (submitter.classList.contains('chip')) {
    for (const chip of form.querySelectorAll('.chip')) chip.setAttribute('aria-pressed', String(chip === submitter));
    const now = form.parentElement?.querySelector('[data-now]');
    if (now && submitter.value !== '') now.textContent = submitter.textContent;
  }
}

export function setNight(button: HTMLButtonElement, state: string): void {
  const words = JSON.parse(document.body.dataset['phoneWords'] ?? '{}') as Record<string, string>;
  button.classList.remove('free', 'few', 'full', 'ask');
  button.classList.add(state);
  button.dataset['state'] = state;
  button.value = `${button.dataset['night']}:${ROUND[(ROUND.indexOf(state) + 1) % ROUND.length]}`;
  const word = button.querySelector('[data-word]');
  if (word) word.textContent = words[state] ?? '';
}
