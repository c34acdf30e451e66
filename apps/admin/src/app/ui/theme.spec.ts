import { TestBed } from '@angular/core/testing';
import { Theme } from './theme';

describe('Theme', () => {
  const scheme = () => document.documentElement.style.colorScheme;
  const begin = () => {
    TestBed.resetTestingModule();
    const theme = TestBed.inject(Theme);
    TestBed.tick();
    return theme;
  };

  beforeEach(() => localStorage.clear());

  it('is as the system has it until somebody chooses, and stays as chosen', () => {
    const theme = begin();
    expect([theme.choice(), scheme()]).toEqual(['system', '']);
    theme.choose('dark');
    TestBed.tick();
    expect(scheme()).toBe('dark');
    expect([begin().choice(), scheme()]).toEqual(['dark', 'dark']);
    begin().choose('system');
    expect(begin().choice()).toBe('system');
  });

  it('takes nothing else for a choice', () => {
    localStorage.setItem('sdp-theme', 'purple');
    expect(begin().choice()).toBe('system');
  });
});
