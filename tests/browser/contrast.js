// The words on a page whose contrast with what is behind them is below WCAG 2.1 AA (4.5 to 1, and
// 3 to 1 where they are large), as "ratio words".
() => {
  const numbers = colour => {
    const found = colour.match(/[\d.]+/g).map(Number)
    return found.length < 4 ? [...found.slice(0, 3), 1] : found
  }
  const over = (top, below) => {
    const alpha = top[3] + below[3] * (1 - top[3])
    const mixed = [0, 1, 2].map(i => (top[i] * top[3] + below[i] * below[3] * (1 - top[3])) / (alpha || 1))
    return [...mixed, alpha]
  }
  const luminance = colour => {
    const [r, g, b] = colour.slice(0, 3).map(value => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ratio = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a)
    return (high + 0.05) / (low + 0.05)
  }
  const seen = element => {
    let ground = [0, 0, 0, 0]
    let opacity = 1
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each)
      if (style.visibility === 'hidden' || style.display === 'none') return null
      ground = over(ground, numbers(style.backgroundColor))
      opacity *= Number(style.opacity)
    }
    const page = getComputedStyle(document.querySelector('.stApp')).backgroundColor
    return {ground: over(ground, numbers(page)), opacity}
  }
  const poor = []
  const walker = document.createTreeWalker(document.querySelector('.stApp'), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim()
    const element = walker.currentNode.parentElement
    const box = element.getBoundingClientRect()
    if (!words || !box.width || !box.height) continue
    if (element.closest('[disabled], [aria-hidden=true], [aria-disabled=true], style, script, svg')) continue
    const behind = seen(element)
    if (!behind || !behind.opacity) continue
    const style = getComputedStyle(element)
    const colour = numbers(style.color)
    colour[3] *= behind.opacity
    const found = ratio(over(colour, behind.ground), behind.ground)
    const size = parseFloat(style.fontSize)
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    if (found < (large ? 3 : 4.5)) poor.push(`${found.toFixed(2)} ${words.slice(0, 30)}`)
  }
  return poor
}
