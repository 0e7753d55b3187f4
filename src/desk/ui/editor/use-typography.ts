import { useState } from 'react';

const REMEMBERED = 'daftar-typography';

export interface Typography {
  isOn: boolean;
  toggle(): void;
}

/** Whether the right marks are set while somebody types: so unless they turned it off in this browser. */
export function useTypography(): Typography {
  const [isOn, setOn] = useState(isTypographyOn);
  const toggle = () => {
    setOn(!isOn);
    try {
      localStorage.setItem(REMEMBERED, isOn ? 'off' : 'on');
    } catch {
      // A browser that keeps nothing begins with it turned on again.
    }
  };
  return { isOn, toggle };
}

/** What this browser remembers. */
export function isTypographyOn(): boolean {
  try {
    return localStorage.getItem(REMEMBERED) !== 'off';
  } catch {
    return true;
  }
}
