/** Fills the position from the phone, only when somebody taps for it. */
export function watchLocation(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-here]');
  const [lat, lng] = document.querySelectorAll<HTMLInputElement>('[data-position]');
  if (!button || !lat || !lng || !('geolocation' in navigator)) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        lat.value = coords.latitude.toFixed(5);
        lng.value = coords.longitude.toFixed(5);
      },
      () => (button.disabled = true),
      { enableHighAccuracy: true, timeout: 20_000 },
    );
  });
}
