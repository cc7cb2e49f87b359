<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** コンビニ(番号方式)決済設定 (manual 1.6.2). */
final class ConveniSettings
{
    /** @param int $limitDays 支払期限日 in days from the application, 1 to 60 */
    public function __construct(
        public readonly int $limitDays,
        public readonly ConveniConnection $connectionType,
    ) {}
}
