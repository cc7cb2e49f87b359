<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Step;

/** Nobody knows yet whether the payment was made: show 確認中, let nobody pay again. */
final class BeingConfirmed implements Step {}
