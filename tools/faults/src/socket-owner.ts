import { readdir, readFile, readlink } from 'node:fs/promises';

const STATE = 3;
const LOCAL_ADDRESS = 1;
const INODE = 9;
const LISTENING = '0A';

/** Whether a process has the socket of this local port of 127.0.0.1. Reads /proc, so on Linux only. */
export async function ownsPort(pid: number, port: number): Promise<boolean> {
  const inode = await inodeOf(port);
  if (inode === null) return false;
  const directory = `/proc/${pid}/fd`;
  const handles = await readdir(directory).catch(() => []);
  const targets = await Promise.all(handles.map((handle) => readlink(`${directory}/${handle}`).catch(() => '')));
  return targets.includes(`socket:[${inode}]`);
}

async function inodeOf(port: number): Promise<string | null> {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((line) => line.trim().split(/\s+/));
  return rows.find((row) => row[LOCAL_ADDRESS] === address && row[STATE] !== LISTENING)?.[INODE] ?? null;
}
