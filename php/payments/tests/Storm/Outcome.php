<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

/** How a storm ended on one database. */
final class Outcome
{
    /**
     * @param list<string> $differences each begins with the order's ref, or "-"
     * @param array<string, array<string, int>> $lines what was counted, for the summary
     * @param string $stories the journal's rows of some orders that differ
     */
    public function __construct(
        public readonly array $differences,
        public readonly array $lines,
        public readonly string $stories,
        public readonly float $seconds,
    ) {}

    public function summary(): string
    {
        $text = '';
        foreach ($this->lines as $title => $counts) {
            arsort($counts);
            $parts = [];
            foreach ($counts as $what => $count) {
                $parts[] = "$what $count";
            }
            $text .= sprintf("  %-22s %s\n", $title, wordwrap(implode(', ', $parts), 100, "\n" . str_repeat(' ', 25)));
        }

        return $text . sprintf("  %-22s %.0f\n", 'seconds', $this->seconds);
    }
}
