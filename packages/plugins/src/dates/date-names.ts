/** What stands for numbers in texts, in English. Each list begins with that of the value 0. */
export interface Names {
  readonly short: readonly string[];
  readonly long: readonly string[];
}

export const ERAS: Names = { short: ['BC', 'AD'], long: ['BC', 'AD'] };

export const MONTHS: Names = {
  short: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  long: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};

export const WEEKDAYS: Names = {
  short: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  long: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

export const AM_PM: Names = { short: ['AM', 'PM'], long: ['AM', 'PM'] };

/** Names of the time zone of all texts that are written, which is UTC. */
export const UTC: Names = { short: ['UTC'], long: ['Coordinated Universal Time'] };
