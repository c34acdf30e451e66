import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** What Linux tells about processes: proc(5). */

/** @param {number} pid */
export function isAlive(pid) {
  const state = stat(pid)?.[0];
  return state !== undefined && state !== 'Z' && state !== 'X';
}

/**
 * When a process started, in clock ticks after boot: with the pid it names one process for good.
 *
 * @param {number} pid
 */
export function startTimeOf(pid) {
  return stat(pid)?.[19] ?? null;
}

/** @param {number} pid @returns {string[]} its arguments; empty when it is gone */
export function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return [];
  }
}

/** Name of the program a process runs, without its folder. @param {number} pid */
export function programOf(pid) {
  return basename(commandOf(pid)[0] ?? '');
}

/** Every process whose arguments satisfy the test. @param {(command: string[]) => boolean} matches */
export function processesWhere(matches) {
  return pids().filter((pid) => matches(commandOf(pid)));
}

/**
 * The process that listens on a TCP port of this machine, as far as this user may see it.
 *
 * @param {number} port
 */
export function listenerOn(port) {
  const sockets = new Set(['tcp', 'tcp6'].flatMap((table) => listeningSockets(table, port)));
  return pids().find((pid) => openFiles(pid).some((file) => sockets.has(file))) ?? null;
}

/** @param {string} table @param {number} port @returns {string[]} as /proc/<pid>/fd names them */
function listeningSockets(table, port) {
  const LISTEN = '0A';
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return lines(`/proc/net/${table}`)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(local) && fields[3] === LISTEN)
    .map((fields) => `socket:[${fields[9]}]`);
}

/** @param {number} pid */
function openFiles(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((descriptor) => linkTarget(`/proc/${pid}/fd/${descriptor}`));
  } catch {
    return [];
  }
}

/** @param {string} link */
function linkTarget(link) {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

/** Fields of /proc/<pid>/stat after the program's name, the first being the state. @param {number} pid */
function stat(pid) {
  const [line] = lines(`/proc/${pid}/stat`);
  return line?.slice(line.lastIndexOf(')') + 2).split(' ');
}

function pids() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** @param {string} file */
function lines(file) {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
