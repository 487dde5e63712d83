import { conditionLimits } from './conditions.ts';
import { limits } from './steps/schema.ts';

export type Fault = { path: (string | number)[]; message: string };

const lanes = new Set(['steps', 'otherwise', 'happened', 'timedOut', 'yes', 'no']);
const partsOfConditions = new Set(['all', 'any', 'not']);
/** What fills them is far smaller. */
const most = { nodes: 100_000, levels: 250 };

type Node = {
  value: unknown;
  key: string | number;
  above: Node | null;
  level: number;
  laneLevel: number;
  conditionLevel: number;
};

export const tooMany = `A journey has at most ${limits.steps} steps`;
export const lanesTooDeep = `Lanes stand at most ${limits.depth} deep inside each other`;
export const conditionsTooDeep = `Conditions stand at most ${conditionLimits.depth} deep inside each other`;

/**
 * Why something is too large or too deep to be read as a definition; null when it is not. Walks without recursion and
 * stops at the first fault, so that whatever somebody sends costs little and never the stack.
 */
export function boundsFault(json: unknown): Fault | null {
  const open: Node[] = [{ value: json, key: '', above: null, level: 0, laneLevel: 0, conditionLevel: 0 }];
  let [nodes, steps] = [0, 0];
  for (let node = open.pop(); node; node = open.pop()) {
    if (++nodes > most.nodes) return { path: [], message: 'This is too large to be a journey' };
    const { value, key, level, laneLevel, conditionLevel } = node;
    if (typeof value !== 'object' || value === null) continue;
    if (laneLevel > limits.depth + 1) return { path: pathOf(node), message: lanesTooDeep };
    if (conditionLevel > conditionLimits.depth + 1) return { path: pathOf(node), message: conditionsTooDeep };
    if (level > most.levels)
      return { path: pathOf(node).slice(0, 20), message: 'This is nested too deep to be a journey' };
    if (Array.isArray(value) && lanes.has(String(key))) {
      steps += value.length;
      if (steps > limits.steps) return { path: ['steps'], message: tooMany };
    }
    for (const [name, inner] of Object.entries(value)) {
      const isLane = lanes.has(name) && Array.isArray(inner);
      open.push({
        value: inner,
        key: Array.isArray(value) ? Number(name) : name,
        above: node,
        level: level + 1,
        laneLevel: laneLevel + Number(isLane),
        conditionLevel: partsOfConditions.has(name) ? conditionLevel + 1 : isLane ? 0 : conditionLevel,
      });
    }
  }
  return null;
}

function pathOf(node: Node): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Node | null = node; at?.above; at = at.above) path.unshift(at.key);
  return path;
}
