type SystemError = Error & { code?: string; path?: string; port?: number; address?: string };

/** One plain sentence for faults an operator can mend, or undefined for those only a developer can. */
export function explainSystemError(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, port, address } = error as SystemError;
  const where = path ?? 'a file or folder it needs';
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is already in use: stop the other program or set PORT to a free one.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address "${address ?? ''}": set HOST to localhost, 0.0.0.0 or one of its own addresses.`;
    case 'EACCES':
    case 'EPERM':
      if (port !== undefined) return `Port ${port} needs more rights than this user has: set PORT to 1024 or higher.`;
      return `Tripmap may not use ${where}: give its user the right to read and write there.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full: free some space for ${where}; nothing that was saved before is lost.`;
    case 'EROFS':
      return `The disk is read-only: Tripmap must be able to write ${where} (DATA_DIR).`;
    case 'EMFILE':
    case 'ENFILE':
      return 'The system allows too few open files: raise the limit (ulimit -n) for this user.';
    case 'EIO':
      return `The disk failed while reading or writing ${where}: check the disk.`;
    default:
      return undefined;
  }
}
