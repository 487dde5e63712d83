/** Something the person at the terminal can mend: what happened and what to do. */
export class Trouble extends Error {
  constructor(what: string, ...todo: string[]) {
    super([what, ...todo].join('\n'));
    this.name = 'Trouble';
  }
}
