export { AGENT } from './agent.js';
export { isGitUrl } from './agent-values.js';
export { CONTROL_PLANE } from './control-plane.js';
export { type ConfiguredAgent } from './entries.js';
export { readPasswordFile } from './password-file.js';
export { readVariables } from './read-variables.js';
export { type ProgramSettings, type Setting, type SettingGroup } from './setting.js';
export { type ListenPlace } from './switch-values.js';
export { unknownVariables } from './unknown-variables.js';
