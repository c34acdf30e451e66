import { Component, inject } from '@angular/core';
import { type AgentView } from '@sdp/protocol';
import { ErrorCard } from '../errors/error-card';
import { Ago } from '../ui/ago';
import { Chip, type Tone } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { Skeleton } from '../ui/skeleton';
import { AgentListStore } from './agent-list-store';

const KINDS: Readonly<Record<AgentView['kind'], string>> = { micro: 'Go services', gateway: 'API gateway' };

@Component({
  selector: 'sdp-agent-list',
  imports: [Ago, Chip, EmptyState, ErrorCard, Skeleton],
  providers: [AgentListStore],
  templateUrl: './agent-list.html',
})
export class AgentList {
  protected readonly store = inject(AgentListStore);
  protected readonly kinds = KINDS;

  protected state({ isConnected, noSchedule }: AgentView): { word: string; tone: Tone } {
    if (!isConnected) return { word: 'Not connected', tone: 'bad' };
    return noSchedule ? { word: 'Draining', tone: 'warn' } : { word: 'Connected', tone: 'ok' };
  }
}
