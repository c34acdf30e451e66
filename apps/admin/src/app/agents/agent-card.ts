import { Component, computed, input, output } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { type AgentView } from '@sdp/protocol';
import { AgentLoad } from './agent-load';
import { AgentStorage } from './agent-storage';
import { loadCommand } from './agent-troubles';
import { Ago } from '../ui/ago';
import { byteText } from '../ui/byte-text';
import { Chip, type Tone } from '../ui/chip';
import { CopyButton } from '../ui/copy-button';
import { Icon } from '../ui/icon';

const KINDS: Readonly<Record<AgentView['kind'], string>> = { micro: 'Go services', gateway: 'API gateway' };
const REFUSALS = { 'too-old': 'Too old', 'too-new': 'Too new', misconfigured: 'Misconfigured' } as const;
/** Less than this of the disk free is worth a warning. */
const LITTLE_SPACE = 0.1;

/** One host: whether it is there, what it works on, and what it has left. */
@Component({
  selector: 'sdp-agent-card',
  imports: [AgentLoad, AgentStorage, Ago, Chip, CopyButton, Icon, MatMenu, MatMenuItem, MatMenuTrigger],
  templateUrl: './agent-card.html',
  styleUrl: './agent-card.scss',
  host: { class: 'card', '[attr.data-testid]': "'agent-' + agent().name" },
})
export class AgentCard {
  readonly agent = input.required<AgentView>();
  readonly canManage = input(false);
  readonly drain = output<void>();
  readonly rename = output<void>();
  readonly rotate = output<void>();
  readonly revoke = output<void>();

  protected readonly kinds = KINDS;
  protected readonly byteText = byteText;
  protected readonly state = computed<{ word: string; tone: Tone }>(() => {
    const { isConnected, isRevoked, noSchedule, refusal } = this.agent();
    if (isRevoked) return { word: 'Token revoked', tone: 'bad' };
    if (refusal) return { word: REFUSALS[refusal.reason], tone: 'bad' };
    if (!isConnected) return { word: 'Not connected', tone: 'bad' };
    return noSchedule ? { word: 'Draining', tone: 'warn' } : { word: 'Connected', tone: 'ok' };
  });
  protected readonly loadCommand = computed(() => loadCommand(this.agent().images));
  protected readonly disk = computed(() => {
    const { disk } = this.agent();
    if (!disk) return undefined;
    const used = disk.totalBytes - disk.freeBytes;
    return { ...disk, used, isLow: disk.freeBytes < disk.totalBytes * LITTLE_SPACE };
  });
}
