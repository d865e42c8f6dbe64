// What a page looks like to somebody who zooms in, taps, or goes from key to key.
// Each function returns what is wrong, in words.
window.looking = {
  // Everything that is wider than the screen and has no box of its own to scroll in.
  wide() {
    const most = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= most) return [];
    return [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > most + 1 && !one.closest(".scroll, svg"))
      .map((one) => `${looking.name(one)} reaches ${one.getBoundingClientRect().right}`)
      .concat([`the page is ${document.documentElement.scrollWidth} wide`]);
  },

  // Buttons, fields and what is chosen with a tap, less than 44 by 44.
  small() {
    return [...document.querySelectorAll(
      "button, select, textarea, summary, a.button, input:not([type=hidden])")]
      .map((one) => [one, looking.target(one).getBoundingClientRect()])
      .filter(([one, box]) => one.checkVisibility() && (box.width < 43.9 || box.height < 43.9))
      .map(([one, box]) => `${looking.name(one)} is ${box.width} by ${box.height}`);
  },

  // Everything one can go to that looks the same with the focus, or is hidden when it has it.
  unfocused() {
    document.activeElement.blur();
    return looking.stops().flatMap((one) => {
      const tile = looking.target(one);
      const before = looking.appearance(one) + looking.appearance(tile);
      one.focus();
      const after = looking.appearance(one) + looking.appearance(tile);
      const wrong = before === after ? [`${looking.name(one)} shows no focus`] : [];
      if (document.activeElement !== one) wrong.push(`${looking.name(one)} takes no focus`);
      if (looking.hidden(one, tile)) wrong.push(`${looking.name(one)} is hidden with the focus`);
      one.blur();
      return wrong;
    });
  },

  stops() {
    return [...document.querySelectorAll(
      "a[href], button, select, textarea, summary, input:not([type=hidden]), [tabindex='0']")]
      .filter((one) => one.checkVisibility() && !one.disabled);
  },

  // Whether something else lies over every corner of what has the focus.
  hidden(one, tile) {
    const boxes = [...one.getClientRects(), ...tile.getClientRects()];
    const points = boxes.flatMap((box) => [
      [box.left + box.width / 2, box.top + box.height / 2],
      [box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3],
    ]);
    return !points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (tile.contains(top) || one.contains(top) || top.contains(one));
    });
  },

  // Borders of fields and tiles, and the words of charts, that stand out too little.
  faint() {
    const borders = [...document.querySelectorAll(".option, select, textarea, input:not([type])," +
      "input[type=text], input[type=date], input[type=time], input[type=file], input[inputmode]")]
      .filter((one) => one.checkVisibility())
      .map((one) => [one, getComputedStyle(one).borderTopColor, looking.ground(one.parentElement), 3]);
    const words = [...document.querySelectorAll("svg text")]
      .filter((one) => one.checkVisibility())
      .map((one) => [one, getComputedStyle(one).fill, looking.ground(one.closest("svg")), 4.5]);
    return [...borders, ...words]
      .map(([one, colour, ground, least]) => [one, looking.contrast(colour, ground), least])
      .filter(([, contrast, least]) => contrast < least)
      .map(([one, contrast, least]) => `${looking.name(one)} has ${contrast.toFixed(2)} of ${least}`);
  },

  // The box somebody taps: that of the label where the label is the tile.
  target(one) {
    return (["radio", "checkbox"].includes(one.type) && one.closest("label")) || one;
  },

  appearance(one) {
    const style = getComputedStyle(one);
    const outline = style.outlineStyle === "none" ? "" : style.outline + style.outlineOffset;
    return [outline, style.boxShadow, style.border, style.background,
      style.textDecoration, style.position, style.left].join("|");
  },

  ground(one) {
    for (; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (!colour.endsWith(", 0)") && colour !== "transparent") return colour;
    }
    return getComputedStyle(document.documentElement).colorScheme.includes("dark")
      && matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(18,18,18)" : "rgb(255,255,255)";
  },

  contrast(one, other) {
    const [light, dark] = [looking.luminance(one), looking.luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  },

  // A page has few colours on many fields, and painting one takes long.
  luminances: new Map(),

  luminance(colour) {
    if (!looking.luminances.has(colour)) {
      const canvas = new OffscreenCanvas(1, 1).getContext("2d");
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
        .map((one) => one / 255)
        .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
      looking.luminances.set(colour, 0.2126 * red + 0.7152 * green + 0.0722 * blue);
    }
    return looking.luminances.get(colour);
  },

  name(one) {
    const id = one.id ? `#${one.id}` : "";
    return `${one.localName}${id}.${one.getAttribute("class") || ""} “${one.textContent.trim().slice(0, 30)}”`;
  },
};
