type SystemError = Error & { code?: string; syscall?: string; path?: string; port?: number; address?: string };

/** One plain sentence for faults an operator can mend, or undefined for those only a developer can. */
export function explainSystemError(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall, path, port, address } = error as SystemError;
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
    case 'ENOTDIR':
      return `A file is in the way of the folder ${where}: move it, or name another folder in the settings.`;
    case 'ENOENT':
      // What a recursive mkdir says of a disk that may only be read.
      if (syscall !== 'mkdir') return undefined;
      return `The folder ${where} cannot be made: the disk may be read-only or not there; name a folder that can be written.`;
    case 'EMFILE':
    case 'ENFILE':
      return 'The system allows too few open files: raise the limit (ulimit -n) for this user.';
    case 'EIO':
      return `The disk failed while reading or writing ${where}: check the disk.`;
    default:
      return undefined;
  }
}
