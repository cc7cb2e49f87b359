<?php

declare(strict_types=1);

namespace PaygentModule\Util;

use Paygent\ConnectionModule;
use PaygentModule\Internal\Loose;

/** Splits one line of a reference answer (connection-module 3.8, 8.3). */
class CSVTokenizer
{
    private string $separator;

    private string $envelope;

    private string $line = '';

    /** @param mixed ...$arguments (constants,) separator, envelope */
    public function __construct(...$arguments)
    {
        $arguments = Loose::withoutHolder(array_values($arguments));
        $this->separator = Loose::textOrBlank($arguments[0] ?? ',');
        $this->envelope = Loose::textOrBlank($arguments[1] ?? '"');
    }

    /**
     * @param mixed $line
     *
     * @return list<string> fields; none for null
     */
    public function parseCSVData($line)
    {
        if ($line === null) {
            return [];
        }
        $this->line = Loose::textOrBlank($line);

        return ConnectionModule::csvFields($this->line, $this->separator, $this->envelope);
    }

    /**
     * @param mixed $start offset of a field in the line last parsed
     *
     * @return int offset just behind that field
     */
    public function getEndPosition($start)
    {
        $start = is_numeric($start) ? (int) $start : 0;
        $end = $start;
        do {
            $next = strpos($this->line, $this->separator, $end);
            if ($next === false) {
                return strlen($this->line);
            }
            $end = $next + 1;
            $field = substr($this->line, $start, $next - $start);
            // A separator inside an envelope has an odd number of envelopes before it.
            $isInside = str_starts_with($field, $this->envelope) && substr_count($field, $this->envelope) % 2 === 1;
        } while ($isInside);

        return $next;
    }

    /**
     * @param mixed $text one field as written
     *
     * @return string its value
     */
    public function cnvKnmString($text)
    {
        return ConnectionModule::csvFields(Loose::textOrBlank($text), $this->separator, $this->envelope)[0] ?? '';
    }
}
