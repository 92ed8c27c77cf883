import type { Settings } from '#src/settings.ts';

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Which `Host` headers are ours: the site's own, those the operator allowed, and this machine's local names.
 * An allowed name without a port is allowed on any port.
 */
export function createHostCheck({
  siteUrl,
  allowedHosts,
}: Pick<Settings, 'siteUrl' | 'allowedHosts'>): (host: string | undefined) => boolean {
  const exact = new Set([siteUrl.host, ...allowedHosts]);
  const anyPort = new Set([...LOCAL, ...allowedHosts.filter((host) => !/:\d+$/.test(host))]);
  return (host) => {
    if (host === undefined) return false;
    if (exact.has(host)) return true;
    const lower = host.toLowerCase();
    return exact.has(lower) || anyPort.has(lower.replace(/:\d{1,5}$/, ''));
  };
}
