<?php

declare(strict_types=1);

namespace Paygent\Payments\Gateway;

/** What came back for one telegram; a failure to get an answer is an Answer too. */
final class Answer
{
    /**
     * @param string $result "0" done, "1" refused, "7" page of 3-D Secure 1.0 needed; '' unless answered
     * @param string $code Paygent's code, e.g. "2003", or the module's, e.g. "E02005"; '' if none
     * @param string $detail text for the shop's staff, never for control flow
     * @param list<array<string, string>> $rows
     */
    public function __construct(
        public readonly Outcome $outcome,
        public readonly string $result = '',
        public readonly string $code = '',
        public readonly string $detail = '',
        #[\SensitiveParameter]
        public readonly array $rows = [],
    ) {}

    /** @param list<array<string, string>> $rows */
    public static function answered(string $result, string $code = '', string $detail = '', array $rows = []): self
    {
        return new self(Outcome::Answered, $result, $code, $detail, $rows);
    }

    public static function notSent(string $code, string $detail): self
    {
        return new self(Outcome::NotSent, '', $code, $detail);
    }

    public static function unknown(string $code, string $detail): self
    {
        return new self(Outcome::Unknown, '', $code, $detail);
    }

    /** True for an answer with result 0 or 7. */
    public function isSuccess(): bool
    {
        return $this->outcome === Outcome::Answered && ($this->result === '0' || $this->result === '7');
    }

    /** True when Paygent itself said no. */
    public function isRefused(): bool
    {
        return $this->outcome === Outcome::Answered && !$this->isSuccess();
    }

    /** Value of the first row; '' when the answer has no such field or it is empty. */
    public function get(string $field): string
    {
        return $this->rows[0][$field] ?? '';
    }

    /** @return array<string, string|int> no field values: they may name a customer */
    public function __debugInfo(): array
    {
        return [
            'outcome' => $this->outcome->value,
            'result' => $this->result,
            'code' => $this->code,
            'rows' => \count($this->rows),
        ];
    }
}
