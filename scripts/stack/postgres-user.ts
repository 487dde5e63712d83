import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

export interface UnixUser {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: root lends it the user `postgres`, anyone else runs it as themselves. */
export function postgresUser(): UnixUser | null {
  if (process.getuid?.() !== 0) return null;
  return lookUp() ?? create();
}

/** Whether that user can enter a directory: every one above it must let strangers through. */
export function canEnter(path: string): boolean {
  for (let directory = resolve(path); ; directory = dirname(directory)) {
    const mode = statSync(directory, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined && (mode & 0o001) === 0) return false;
    if (directory === dirname(directory)) return true;
  }
}

function lookUp(): UnixUser | null {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString());
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

function create(): UnixUser {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'pipe' });
  } catch {
    throw new Error(
      'PostgreSQL does not run as root and there is no user "postgres": create one, or start as another user',
    );
  }
  const user = lookUp();
  if (!user) throw new Error('The user "postgres" was created but cannot be found: start as another user than root');
  return user;
}
