<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** There is no such revision, or none in force: payments are off. */
final class NoSettings extends \RuntimeException {}
