// Before the first paint: the theme the reader chose on this device, if any.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark' || theme === 'contrast') document.documentElement.dataset.theme = theme;
} catch {
  // storage is blocked: the system's theme stands
}
