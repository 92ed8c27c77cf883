/** "Near me" asks the browser for the position only when the button is pressed, and puts it into the address. */
export function enhanceNearMe(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-near-me]');
  const told = document.querySelector<HTMLElement>('[data-near-told]');
  if (!button || !told || !('geolocation' in navigator)) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const address = new URL(location.href);
        // Three decimals are about 100 metres: near enough for an order by distance.
        address.searchParams.set('near', `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`);
        address.searchParams.set('sort', 'distance');
        address.searchParams.delete('page');
        location.assign(address);
      },
      () => {
        button.disabled = false;
        told.textContent = button.dataset['denied'] ?? '';
      },
      { maximumAge: 300_000, timeout: 10_000 },
    );
  });
}
