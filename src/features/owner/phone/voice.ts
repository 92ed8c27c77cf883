import type { Say } from './queue.ts';

const LONGEST_MS = 120_000;

/** One button: tap to talk, tap to end. The recording goes into the form's own file field. */
export function recordVoice(say: Say): void {
  const button = document.querySelector<HTMLButtonElement>('[data-record]');
  const input = document.querySelector<HTMLInputElement>('input[type=file][name=voice]');
  if (!button || !input?.form || !('MediaRecorder' in window) || !('mediaDevices' in navigator)) return;
  const { form } = input;
  button.hidden = false;
  let recorder: MediaRecorder | undefined;
  button.addEventListener('click', () => {
    if (recorder?.state === 'recording') {
      recorder.stop();
      return;
    }
    void navigator.mediaDevices.getUserMedia({ audio: true }).then(
      (stream) => {
        const parts: Blob[] = [];
        const running = new MediaRecorder(stream, { audioBitsPerSecond: 32_000 });
        recorder = running;
        running.addEventListener('dataavailable', (event) => parts.push(event.data));
        running.addEventListener('stop', () => {
          for (const track of stream.getTracks()) track.stop();
          const files = new DataTransfer();
          files.items.add(new File([new Blob(parts, { type: running.mimeType })], 'voice', { type: running.mimeType }));
          input.files = files.files;
          button.textContent = say('record');
          form.requestSubmit();
        });
        running.start();
        button.textContent = say('stop');
        setTimeout(() => running.state === 'recording' && running.stop(), LONGEST_MS);
      },
      () => {
        button.textContent = say('noMicrophone');
        button.disabled = true;
      },
    );
  });
}
