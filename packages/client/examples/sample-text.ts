const places = [
  'the spring',
  'the first weir',
  'the old mill',
  'the tannery',
  'the footbridge',
  'the lock',
  'the harbour',
  'the sea',
];
const sights = [
  'a heron stood still as if it had been painted there',
  'three boys were floating boats of bark',
  'the wheel turned, though nobody had asked it to',
  'somebody had hung out washing, all of it blue',
  'the water took a leaf, thought about it, and let it go',
  'a dog watched the current and would not be called away',
];
const weathers = [
  'Fog until noon.',
  'Clear and cold.',
  'Rain, and then more of it.',
  'Wind from the hills.',
  'A quiet grey day.',
];

/** The journal of somebody who walked along a river: as many lines as wanted, all of them different, an empty one here and there. */
export function writeSampleText(lines: number): string {
  const text = Array.from({ length: lines }, (_, index) => writeLine(index));
  return text.map((line) => `${line}\n`).join('');
}

function writeLine(index: number): string {
  if (index % 25 === 0) return `Day ${index / 25 + 1}. ${pick(weathers, index / 25)}`;
  if (index % 25 === 24) return '';
  return `${index} paces on, near ${pick(places, Math.floor(index / 3))}, ${pick(sights, index * 5 + Math.floor(index / 7))}.`;
}

function pick(choices: readonly string[], index: number): string {
  return choices[index % choices.length] ?? '';
}
