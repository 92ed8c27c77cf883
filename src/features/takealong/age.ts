/** `3 hours ago`, in the words of the browser. */
export function ageOf(at: string, locale: string, now = Date.now()): string {
  const minutes = Math.max(0, Math.round((now - Date.parse(at)) / 60_000));
  const tag = locale === 'ar-xb' ? 'en' : locale === 'zh' ? 'zh-Hans' : locale;
  const format = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  if (minutes < 60) return format.format(-minutes, 'minute');
  if (minutes < 48 * 60) return format.format(-Math.round(minutes / 60), 'hour');
  return format.format(-Math.round(minutes / 1440), 'day');
}
