<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Support\Texts;

/** The findings of a run, for people (table), spreadsheets (CSV) and programs (JSON). */
final class Report
{
    private const COLUMNS = ['what', 'order', 'payment', 'before', 'after', 'difference', 'todo'];

    /**
     * @param list<Row> $rows
     * @param string|null $nextOrder order after which the next run goes on; null: every order was looked at
     */
    public function __construct(
        public readonly array $rows,
        public readonly ?string $nextOrder = null,
    ) {}

    /** How many rows need a person. */
    public function differences(): int
    {
        return \count(array_filter($this->rows, static fn (Row $row): bool => $row->toDo->isForPeople()));
    }

    /** How many the reconciler itself has not finished. */
    public function unfinished(): int
    {
        return \count(array_filter(
            $this->rows,
            static fn (Row $row): bool => $row->toDo === ToDo::Wait || $row->toDo === ToDo::Run,
        ));
    }

    /** Columns in line for a terminal; wide characters count two. */
    public function table(string $locale = 'ja'): string
    {
        $lines = [self::heads($locale), ...$this->cells($locale)];
        $widths = [];
        foreach ($lines as $cells) {
            foreach ($cells as $i => $cell) {
                $widths[$i] = max($widths[$i] ?? 0, mb_strwidth($cell));
            }
        }
        $text = '';
        foreach ($lines as $cells) {
            $padded = [];
            foreach ($cells as $i => $cell) {
                $padded[] = $cell . str_repeat(' ', $widths[$i] - mb_strwidth($cell));
            }
            $text .= rtrim(implode('  ', $padded)) . "\n";
        }

        return $text;
    }

    /** UTF-8 with a byte order mark, CR+LF, as spreadsheets of Japanese shops read it. */
    public function csv(string $locale = 'ja'): string
    {
        $text = "\u{FEFF}";
        foreach ([self::heads($locale), ...$this->cells($locale)] as $cells) {
            $text .= implode(',', array_map(self::csvCell(...), $cells)) . "\r\n";
        }

        return $text;
    }

    /** The codes, not the texts. */
    public function json(): string
    {
        return json_encode([
            'differences' => $this->differences(),
            'unfinished' => $this->unfinished(),
            'next_order' => $this->nextOrder,
            'rows' => array_map(static fn (Row $row): array => [
                'what' => $row->what->value,
                'order' => $row->orderRef,
                'payment' => $row->paymentId,
                'before' => $row->before,
                'after' => $row->after,
                'difference' => $row->difference,
                'todo' => $row->toDo->value,
            ], $this->rows),
        ], \JSON_THROW_ON_ERROR | \JSON_UNESCAPED_UNICODE | \JSON_UNESCAPED_SLASHES);
    }

    /** @return list<string> */
    private static function heads(string $locale): array
    {
        return array_map(
            static fn (string $column): string => Texts::get('reconcile.column.' . $column, $locale),
            self::COLUMNS,
        );
    }

    /** @return list<list<string>> */
    private function cells(string $locale): array
    {
        return array_map(static fn (Row $row): array => [
            Texts::get('reconcile.what.' . $row->what->value, $locale),
            $row->orderRef ?? '',
            $row->paymentId,
            $row->before,
            $row->after,
            (string) $row->difference,
            Texts::get('reconcile.todo.' . $row->toDo->value, $locale),
        ], $this->rows);
    }

    /** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
    private static function csvCell(string $cell): string
    {
        if (preg_match('/^[=+@\t\r]|^-(?!\d+$)/', $cell) === 1) {
            $cell = "'" . $cell;
        }

        return '"' . str_replace('"', '""', $cell) . '"';
    }
}
