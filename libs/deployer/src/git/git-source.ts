export class GitSource {}
