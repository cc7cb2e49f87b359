<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/**
 * Settles a telegram without an answer by the status that 094 shows afterwards (operation_rules.csv,
 * unknown_*; design-payments "Settling an unknown"). Only for an answer of 094 with a payment in it:
 * 13001, 13002, errors and silence are no statuses and are handled by who asks.
 *
 * @phpstan-type Row array{payment_type: string, carrier: string, operations: list<Operation>, kind: string,
 *     done: list<string>, not_done: list<string>, ask: list<string>, send: list<string>,
 *     proof: 'status'|'amount'}
 */
final class UnknownRules
{
    /** @var array<string, Row>|null */
    private static ?array $rules = null;

    /**
     * @param string $carrier career_type; '' for none or not known
     * @param Operation $operation Apply for a method's own telegram
     * @param string $kind telegram kind; "link"; "checkout" for Paidy's window
     * @param string $status payment_status of 094: for a step on the new payment of an amendment that
     *     one's, else that of the payment the telegram named (the old one, for 103 of d払い and 342)
     * @param int $shown payment_amount of 094, yen
     * @param int $wanted amount the telegram named, yen; 0 if none
     */
    public static function settle(
        string $paymentType,
        string $carrier,
        Operation $operation,
        string $kind,
        string $status,
        int $shown = 0,
        int $wanted = 0,
    ): Settlement {
        $rule = self::find($paymentType, $carrier, $operation, $kind);

        return match (true) {
            // An empty status is no evidence: nothing may follow from it.
            $status === '' => Settlement::AskAgain,
            $rule === null => Settlement::Attention,
            \in_array($status, $rule['done'], true) => self::proven($rule, $shown, $wanted),
            \in_array($status, $rule['not_done'], true) => Settlement::NotDone,
            \in_array($status, $rule['ask'], true) => Settlement::AskAgain,
            \in_array($status, $rule['send'], true) => Settlement::SendAgain,
            default => Settlement::Attention,
        };
    }

    /** @return list<Row> */
    public static function rows(): array
    {
        /** @var list<Row> */
        return require \dirname(__DIR__, 2) . '/data/unknown_rules.php';
    }

    /**
     * A payment that keeps its id through an amendment is amended only when it shows the new amount;
     * sold at the old one, somebody else has sold it.
     *
     * @param Row $rule
     */
    private static function proven(array $rule, int $shown, int $wanted): Settlement
    {
        return $rule['proof'] === 'amount' && $shown !== $wanted ? Settlement::Attention : Settlement::Done;
    }

    /** @return Row|null */
    private static function find(string $paymentType, string $carrier, Operation $operation, string $kind): ?array
    {
        $rules = self::$rules ??= self::index();

        return $rules[self::key($paymentType, $carrier, $operation, $kind)]
            ?? $rules[self::key($paymentType, '', $operation, $kind)] ?? null;
    }

    /** @return array<string, Row> */
    private static function index(): array
    {
        $rules = [];
        foreach (self::rows() as $row) {
            foreach ($row['operations'] as $operation) {
                $rules[self::key($row['payment_type'], $row['carrier'], $operation, $row['kind'])] = $row;
            }
        }

        return $rules;
    }

    private static function key(string $paymentType, string $carrier, Operation $operation, string $kind): string
    {
        return implode(':', [$paymentType, $carrier, $operation->value, $kind]);
    }
}
