<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Method\MethodId;

/** 携帯キャリア決済設定 (manual 1.6.2). */
final class CarrierSettings
{
    /** @param list<MethodId> $carriers among Docomo, Au, Softbank */
    public function __construct(public readonly array $carriers) {}
}
