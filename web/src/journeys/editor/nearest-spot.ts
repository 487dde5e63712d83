import type { CollisionDetection } from '@dnd-kit/core';

/** The place that is nearest to the pointer, in whichever lane: places are lines, and nobody hits a line. */
export const nearestSpot: CollisionDetection = ({ droppableContainers, droppableRects, pointerCoordinates }) => {
  if (!pointerCoordinates) return [];
  const { x, y } = pointerCoordinates;
  const found = droppableContainers.flatMap((container) => {
    const rect = droppableRects.get(container.id);
    if (!rect) return [];
    // Lanes are indented: what lies further right than the pointer is of a deeper one.
    const aside = Math.max(rect.left - x, 0, x - rect.right);
    const value = Math.hypot(aside, rect.top + rect.height / 2 - y);
    return [{ id: container.id, data: { droppableContainer: container, value } }];
  });
  return found.sort((one, other) => one.data.value - other.data.value);
};
