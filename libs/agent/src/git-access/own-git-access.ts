import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DeployError, Repositories } from '@sdp/deployer';
import { type AnnouncedRepository, type GitAccess, type GitCredentials, type WireError } from '@sdp/protocol';
import { AgentConfig } from '../config/agent-config.js';
import { readPasswordFile } from '@sdp/settings';
import { type GitAccessSettings } from '../config/git-access-settings.js';
import { accessFileUnreadable, accessMissing, accessRefused } from './git-access-errors.js';

/** What a frame says of how git is to be read. */
export interface Reading {
  repository: string;
  credentials?: GitCredentials | undefined;
  access?: GitAccess | undefined;
}

/** What git says of a repository that somebody may not read; the password is not to blame for it. */
const FORBIDDEN = 403;

/**
 * The host's own read access to git, for what nobody's credentials come with. The password is read from its file each
 * time, so a new one needs no restart; one that was refused is not tried again, since git servers lock accounts.
 */
@Injectable()
export class OwnGitAccess {
  private refused: string | null = null;

  constructor(
    private readonly config: AgentConfig,
    private readonly repositories: Repositories,
  ) {}

  /** The git hosts that it can be used for. */
  get hosts(): readonly string[] {
    return this.config.gitAccess?.hosts ?? [];
  }

  /**
   * The person's credentials, or the host's own where the frame asks for them, or none. Throws `repository-unknown`,
   * `git-access-missing`, `git-access-refused`.
   */
  credentialsFor({ repository, credentials, access }: Reading): GitCredentials | undefined {
    return credentials ?? (access === 'agent' ? this.own(this.repositories.get(repository)) : undefined);
  }

  /** Runs `work` with what the frame is to be read with; a refusal of the host's own access is told as such. */
  async use<T>(reading: Reading, work: (credentials: GitCredentials) => Promise<T>): Promise<T> {
    const credentials = this.credentialsFor(reading);
    if (!credentials) throw accessMissing(reading.repository, null);
    try {
      return await work(credentials);
    } catch (error) {
      if (reading.credentials || !(error instanceof DeployError)) throw error;
      throw isRefusal(error) ? this.onRefusal(credentials, reading.repository) : error;
    }
  }

  /** What a deployment that used the host's own access came to, in words that fit. */
  judge(error: WireError, credentials: GitCredentials, repository: string): WireError {
    return isRefusal(error) ? this.onRefusal(credentials, repository).toWire() : error;
  }

  private own({ name, url }: AnnouncedRepository): GitCredentials {
    const { gitAccess } = this.config;
    if (!gitAccess || !isFor(gitAccess, url)) throw accessMissing(name, hostOf(url));
    const credentials = { username: gitAccess.user, password: passwordOf(gitAccess, name) };
    if (this.refused === fingerprintOf(credentials)) throw accessRefused(name);
    return credentials;
  }

  private onRefusal(credentials: GitCredentials, repository: string): DeployError {
    this.refused = fingerprintOf(credentials);
    return accessRefused(repository);
  }
}

function isRefusal({ code, details }: Pick<WireError, 'code' | 'details'>): boolean {
  return code === 'credentials-rejected' && details?.['status'] !== FORBIDDEN;
}

function passwordOf({ passwordFile }: GitAccessSettings, repository: string): string {
  try {
    return readPasswordFile(passwordFile);
  } catch (error) {
    throw accessFileUnreadable(repository, (error as Error).message);
  }
}

function isFor({ hosts }: GitAccessSettings, url: string): boolean {
  const { host, hostname, port, protocol } = new URL(url);
  const withPort = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  return hosts.includes(host) || hosts.includes(withPort);
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function fingerprintOf({ username, password }: GitCredentials): string {
  return createHash('sha256').update(`${username}\0${password}`).digest('hex');
}
