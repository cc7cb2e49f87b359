<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** ペイジェント状況: what screens print for a payment (status_labels.csv; manual 2.2, 2.3). */
final class StatusLabels
{
    /** @var array<string, array<string, array<array-key, array{string, string, string, string}>>>|null */
    private static ?array $labels = null;

    /**
     * @param string $carrier career_type; '' for none or not known
     *
     * @return StatusLabel empty texts for a status without a row
     */
    public static function of(
        string $paymentType,
        string $carrier,
        string $status,
        LastOperation $lastOperation = LastOperation::None,
    ): StatusLabel {
        $labels = (self::$labels ??= self::load())[$paymentType . ':' . $carrier] ?? [];
        $operation = $labels[$lastOperation->value] ?? [];
        // `*`: whatever the status, while an operation is under way.
        $row = $operation['*'] ?? $operation[$status] ?? $labels[LastOperation::None->value][$status] ?? ['', '', '', ''];

        return new StatusLabel(...$row);
    }

    /** @return array<string, array<string, array<array-key, array{string, string, string, string}>>> */
    private static function load(): array
    {
        /** @var array<string, array<string, array<array-key, array{string, string, string, string}>>> */
        return require \dirname(__DIR__, 2) . '/data/status_labels.php';
    }
}
