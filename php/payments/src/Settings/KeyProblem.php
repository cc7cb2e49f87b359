<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** The file of the sealing keys cannot be used: missing, unreadable, open to others, malformed. */
final class KeyProblem extends \RuntimeException {}
