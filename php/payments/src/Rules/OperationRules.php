<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

use Paygent\Payments\Account\Environment;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Shop\OrderSnapshot;

/**
 * What may be done with a payment now, and why not the rest (operation_rules.csv). The same answer
 * serves the screen and is asked again under the claim, before the first telegram.
 *
 * @phpstan-type Rule array{label_ja: string, in_list: bool, steps: list<array{string, string}>,
 *     after: array<string, string>, conditions: list<Condition>}
 */
final class OperationRules
{
    /** Highest amount of one card payment, yen (telegrams-card-store-atm-bank 1.1). */
    public const HIGHEST_CARD_AMOUNT = 9_999_999;

    private const LABELS_EN = [
        '売上' => 'Sell',
        '取消' => 'Cancel',
        'オーソリ変更' => 'Change authorization',
        '売上変更' => 'Change sale',
    ];

    /** @var array<string, array<array-key, array<string, mixed>>>|null */
    private static ?array $table = null;

    private readonly Conditions $conditions;
    private readonly Deadlines $deadlines;

    /**
     * @param Environment $environment Paidy's test environment has shorter limits
     * @param int $cardLimit the contract's limit for one card payment, yen
     */
    public function __construct(Environment $environment, int $cardLimit = self::HIGHEST_CARD_AMOUNT)
    {
        $this->conditions = new Conditions(min($cardLimit, self::HIGHEST_CARD_AMOUNT));
        $this->deadlines = new Deadlines($environment);
    }

    /**
     * @param int $now epoch ms
     *
     * @return list<Offer> one for each of Operation::ofShop()
     */
    public function offers(PaymentState $payment, OrderSnapshot $order, int $now): array
    {
        return array_map(
            fn (Operation $operation): Offer => $this->offer($operation, $payment, $order, $now),
            Operation::ofShop(),
        );
    }

    public function offer(Operation $operation, PaymentState $payment, OrderSnapshot $order, int $now): Offer
    {
        $rule = self::rule($payment, $operation);
        $refusal = self::refusalByRole($payment, $operation) ?? ($rule === null ? self::refusalByStatus($payment) : null);
        if ($rule === null) {
            return new Offer($operation, $refusal, self::label(self::usualLabel($operation)));
        }
        foreach ($rule['conditions'] as $condition) {
            $refusal ??= $this->conditions->refusal($condition, $operation, $payment, $order, $now);
        }

        return new Offer(
            $operation,
            $refusal,
            self::label($rule['label_ja']),
            array_map(
                static fn (array $step): TelegramStep => new TelegramStep($step[0], Target::from($step[1])),
                $rule['steps'],
            ),
            $rule['after'],
            array_merge(...array_map(
                fn (Condition $condition): array => $this->deadlines->of($condition, $payment),
                $rule['conditions'],
            )),
            $this->newAmount($rule['conditions'], $payment),
            self::amountField($operation, $rule['conditions']),
            self::dialogs($rule['conditions'], $payment, $order),
            self::factsToConfirm($rule['conditions']),
            $rule['in_list'],
        );
    }

    /**
     * The table as data, for tests and documentation: "type:carrier" => status => rules.
     *
     * @return array<string, array<array-key, array<string, mixed>>>
     */
    public static function table(): array
    {
        if (self::$table === null) {
            /** @var array<string, array<array-key, array<string, mixed>>> $table */
            $table = require \dirname(__DIR__, 2) . '/data/operation_rules.php';
            self::$table = $table;
        }

        return self::$table;
    }

    /** @return Rule|null */
    private static function rule(PaymentState $payment, Operation $operation): ?array
    {
        /** @var Rule|null */
        return self::row($payment)[$operation->value] ?? null;
    }

    /** @return array<string, mixed> empty for a status that is in no document */
    private static function row(PaymentState $payment): array
    {
        return self::table()[$payment->paymentType . ':' . $payment->carrier][$payment->status] ?? [];
    }

    /** Operations are for the order's current payment without an open intent; surplus money may go back. */
    private static function refusalByRole(PaymentState $payment, Operation $operation): ?Reason
    {
        $key = match (true) {
            $payment->openIntent === OpenIntent::Open => 'intent_open',
            $payment->role === Role::Current => null,
            $payment->role === Role::Surplus => \in_array($operation, [Operation::Cancel, Operation::Refund], true)
                ? null
                : 'surplus',
            default => $payment->role->value,
        };

        return $key === null ? null : Reason::text('rules.refused.' . $key);
    }

    private static function refusalByStatus(PaymentState $payment): Reason
    {
        $row = self::row($payment);
        $none = $row['none'] ?? null;
        if (\is_array($none) && \is_string($none[0] ?? null) && \is_string($none[1] ?? null)) {
            return new Reason($none[0], $none[1]);
        }
        $name = $row['status_ja'] ?? null;

        return \is_string($name)
            ? Reason::text('rules.refused.status', ['status' => $name])
            : Reason::text('rules.refused.status_unknown', ['status' => $payment->status]);
    }

    /** @param list<Condition> $conditions */
    private function newAmount(array $conditions, PaymentState $payment): ?AmountRange
    {
        foreach ($conditions as $condition) {
            $range = $this->conditions->newAmount($condition, $payment);
            if ($range !== null) {
                return $range;
            }
        }

        return null;
    }

    /** @param list<Condition> $conditions */
    private static function amountField(Operation $operation, array $conditions): AmountField
    {
        return match (true) {
            \in_array(Condition::AmountIsDifference, $conditions, true) => AmountField::Difference,
            $operation->changesAmount() => AmountField::NewTotal,
            default => AmountField::None,
        };
    }

    /**
     * @param list<Condition> $conditions
     *
     * @return list<Dialog>
     */
    private static function dialogs(array $conditions, PaymentState $payment, OrderSnapshot $order): array
    {
        $dialogs = [];
        foreach ($conditions as $condition) {
            $dialogs[] = match ($condition) {
                Condition::SellsAtOnce => Dialog::SellsAtOnce,
                Condition::SoldInFullThenRefunded => $order->amount < $payment->amount ? Dialog::SoldInFullThenRefunded : null,
                Condition::WithoutThreeDSecure => Dialog::WithoutThreeDSecure,
                Condition::BothAmountsForAMoment => Dialog::BothAmountsForAMoment,
                default => null,
            };
        }

        return array_values(array_filter($dialogs));
    }

    /**
     * @param list<Condition> $conditions
     *
     * @return list<Fact>
     */
    private static function factsToConfirm(array $conditions): array
    {
        $facts = [];
        foreach ($conditions as $condition) {
            $facts[] = match ($condition) {
                Condition::ConfirmStatus => Fact::Status,
                Condition::ConfirmAmount => Fact::Amount,
                Condition::ConfirmPaymentClass => Fact::PaymentClass,
                default => null,
            };
        }

        return array_values(array_filter($facts));
    }

    private static function usualLabel(Operation $operation): string
    {
        return match ($operation) {
            Operation::Apply, Operation::Capture => '売上',
            Operation::Cancel, Operation::Refund => '取消',
            Operation::AmendDown, Operation::AmendUp, Operation::RefundPartial => '売上変更',
        };
    }

    private static function label(string $japanese): Reason
    {
        return new Reason($japanese, self::LABELS_EN[$japanese] ?? $japanese);
    }
}
