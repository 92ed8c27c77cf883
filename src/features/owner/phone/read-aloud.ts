import type { Say } from './queue.ts';

/** Shows the listening buttons only where the phone has a voice for the page's language. */
export function readAloud(say: Say): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('[data-speak]')];
  if (buttons.length === 0 || !('speechSynthesis' in window)) return;
  const language = document.documentElement.lang.slice(0, 2);
  const voice = () => speechSynthesis.getVoices().find((one) => one.lang.toLowerCase().startsWith(language));
  const show = () => {
    if (voice() !== undefined) for (const button of buttons) button.hidden = false;
  };
  show();
  speechSynthesis.addEventListener('voiceschanged', show);
  for (const button of buttons) {
    button.setAttribute('aria-label', say('listen'));
    button.addEventListener('click', () => {
      const speech = new SpeechSynthesisUtterance(button.dataset['speak']);
      const found = voice();
      if (found) speech.voice = found;
      speech.lang = found?.lang ?? language;
      speech.rate = 0.9;
      speechSynthesis.cancel();
      speechSynthesis.speak(speech);
    });
  }
}
