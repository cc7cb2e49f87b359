<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Process;
use Paygent\Tests\Support\Scratch;
use Paygent\Tests\Support\Settings;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/**
 * Scripts as written for the vendor's editions, each in a PHP process of its own: no line of them
 * knows this project, but for the place of the files.
 */
final class OlderEditionsTest extends TestCase
{
    private const TELEGRAM = <<<'PHP'
        $result = $module->init();
        $module->reqPut('merchant_id', 10001);
        $module->reqPut('telegram_kind', '020');
        $module->reqPut('payment_amount', 1080);
        $posted = $module->post();
        $rows = array();
        while ($module->hasResNext()) {
            $rows[] = $module->resNext();
        }
        echo json_encode(array(
            $result, $posted, $module->getResultStatus(), $module->getResponseCode(), $module->getResponseDetail(), $rows,
        ));
        PHP;

    private const ANSWER = '[true,true,"0","","",[{"payment_id":"900"}]]';

    /** @return iterable<string, array{string, string}> script and how its settings file is found */
    public static function scripts(): iterable
    {
        $shim = dirname(__DIR__, 2) . '/php/shim';
        yield 'PHP 7/8 edition without Composer' => [
            "require '$shim/autoload.php';\n"
            . "use PaygentModule\\System\\PaygentB2BModule;\n"
            . "\$module = new PaygentB2BModule();\n",
            'include path',
        ];
        yield 'a subclass without types that does not call the constructor' => [
            "require '$shim/autoload.php';\n" . <<<'PHP'
                class Shop extends PaygentModule\System\PaygentB2BModule {
                    public $connection = 'mine';
                    private $puts = 0;
                    function __construct($shop, $more = null) { $this->connection = $shop; }
                    function reqPut($key, $value, $more = null) { $this->puts++; parent::reqPut($key, $value); }
                    function post($retry = false) { return $this->puts === 3 ? parent::post() : 'not put'; }
                    function resNext() { $row = parent::resNext(); $row['payment_id'] .= '0'; return $row; }
                    function getResultStatus() { return '0'; }
                }
                $module = new Shop('shop');

                PHP,
            'include path',
        ];
        yield 'PHP 5 edition' => [
            "set_include_path(get_include_path() . PATH_SEPARATOR . '$shim/legacy');\n"
            . "include_once 'jp/co/ks/merchanttool/connectmodule/system/PaygentB2BModule.php';\n"
            . "\$module = new PaygentB2BModule();\n",
            'include path',
        ];
        yield 'PHP 5 edition, all its files included' => [
            "set_include_path(get_include_path() . PATH_SEPARATOR . '$shim/legacy');\n"
            . "include_once 'jp/co/ks/merchanttool/connectmodule/exception/PaygentB2BModuleConnectException.php';\n"
            . "include_once 'jp/co/ks/merchanttool/connectmodule/exception/PaygentB2BModuleException.php';\n"
            . "include_once 'jp/co/ks/merchanttool/connectmodule/system/PaygentB2BModule.php';\n"
            . "class Shop extends PaygentB2BModule { function post() { return parent::post(); } }\n"
            . "\$module = new Shop();\n",
            'include path',
        ];
        yield 'EC-CUBE plugin' => [
            "require '$shim/legacy/eccube/autoload.php';\n"
            . "use Plugin\\PaygentPayment\\jp\\co\\ks\\merchanttool\\connectmodule\\system\\PaygentB2BModule;\n"
            . "\$module = new PaygentB2BModule(new ArrayObject(['plugin_data_realdir' => DATA]));\n",
            'plugin data',
        ];
    }

    #[DataProvider('scripts')]
    public function testScriptRunsUnchanged(string $script, string $place): void
    {
        $id = str_contains($script, ".= '0'") ? '90' : '900';
        BodyServer::get()->serve(Answer::body("result=0\r\npayment_id=$id\r\n"));
        $directory = Scratch::directory('shop');
        if ($place === 'include path') {
            copy(Settings::file(), "$directory/modenv_properties.php");
        } else {
            mkdir("$directory/PaygentPayment");
            copy(Settings::file(), "$directory/PaygentPayment/modenv_properties.conf");
        }
        file_put_contents(
            "$directory/script.php",
            "<?php\nerror_reporting(-1);\nini_set('display_errors', '1');\nconst DATA = __DIR__;\n" . $script . self::TELEGRAM,
        );

        $output = Process::run(['-d', "include_path=.:$directory", "$directory/script.php"]);

        self::assertSame(self::ANSWER, $output);
        self::assertSame(
            'merchant_id=10001&telegram_kind=020&payment_amount=1080&connect_id=defid&connect_password=defpw',
            BodyServer::get()->requests()[0]->body,
        );
    }

    public function testMissingSettingsFileNamesWhereItLooked(): void
    {
        $shim = dirname(__DIR__, 2) . '/php/shim';
        $directory = Scratch::directory('shop');
        file_put_contents("$directory/script.php", "<?php\nini_set('display_errors', '1');\nini_set('html_errors', '0');\n"
            . "require '$shim/autoload.php';\n\$m = new PaygentModule\\System\\PaygentB2BModule();\nvar_dump(\$m->init());");

        $output = Process::run([
            '-d', 'log_errors=0', '-d', "include_path=$directory", "$directory/script.php",
        ]);

        self::assertStringContainsString("$directory/modenv_properties.php", $output);
        self::assertStringContainsString("$shim/src/paygent_module/modenv_properties.php", $output);
        self::assertStringContainsString('string(6) "E01001"', $output);
        self::assertSame(1, substr_count($output, 'Warning: '));
    }

    public function testConstantsAreDefined(): void
    {
        $shim = dirname(__DIR__, 2) . '/php/shim';
        $output = Process::run(['-d', "include_path=$shim/legacy", '-r', <<<'PHP'
            include 'jp/co/ks/merchanttool/connectmodule/exception/PaygentB2BModuleConnectException.php';
            echo json_encode(array_filter(
                get_defined_constants(true)['user'],
                static fn ($name) => strncmp($name, 'PaygentB2BModuleResources__', 27) !== 0,
                ARRAY_FILTER_USE_KEY,
            ));
            PHP]);

        self::assertSame([
            'PaygentB2BModuleException__serialVersionUID' => 1,
            'PaygentB2BModuleException__RESOURCE_FILE_NOT_FOUND_ERROR' => 'E01001',
            'PaygentB2BModuleException__RESOURCE_FILE_REQUIRED_ERROR' => 'E01002',
            'PaygentB2BModuleException__CSV_OUTPUT_ERROR' => 'E01004',
            'PaygentB2BModuleException__FILE_PAYMENT_ERROR' => 'E01005',
            'PaygentB2BModuleException__ENCODING_ERROR' => 'E01006',
            'PaygentB2BModuleException__OTHER_ERROR' => 'E01901',
            'PaygentB2BModuleConnectException__serialVersionUID' => 1,
            'PaygentB2BModuleConnectException__ENCODING_ERROR' => 'E01006',
            'PaygentB2BModuleConnectException__MODULE_PARAM_REQUIRED_ERROR' => 'E02001',
            'PaygentB2BModuleConnectException__TEREGRAM_PARAM_REQUIRED_ERROR' => 'E02002',
            'PaygentB2BModuleConnectException__TEREGRAM_PARAM_OUTSIDE_ERROR' => 'E02003',
            'PaygentB2BModuleConnectException__CERTIFICATE_ERROR' => 'E02004',
            'PaygentB2BModuleConnectException__KS_CONNECT_ERROR' => 'E02005',
            'PaygentB2BModuleConnectException__RESPONSE_TYPE_ERROR' => 'E02007',
            'PaygentB2BModule__TELEGRAM_KEY_LENGTH' => 8190,
            'PaygentB2BModule__TELEGRAM_VALUE_LENGTH' => 102400,
            'PaygentB2BModule__TELEGRAM_LENGTH' => 102400,
            'PaygentB2BModule__TELEGRAM_LENGTH_FILE' => 10485760,
            'PaygentB2BModule__CONNECT_ID_KEY' => 'connect_id',
            'PaygentB2BModule__CONNECT_PASSWORD_KEY' => 'connect_password',
            'PaygentB2BModule__TELEGRAM_KIND_KEY' => 'telegram_kind',
            'PaygentB2BModule__LIMIT_COUNT_KEY' => 'limit_count',
            'PaygentB2BModule__DATA_KEY' => 'data',
            'PaygentB2BModule__RESULT_STATUS_ERROR' => '1',
            'PaygentB2BModule__RESPONSE_CODE_9003' => '9003',
            'PaygentB2BModule__TELEGRAM_KIND_FILE_PAYMENT_RES' => '201',
        ], json_decode($output, true));
    }

    public function testEveryFileOfThePhp5EditionGivesItsClass(): void
    {
        $base = dirname(__DIR__, 2) . '/php/shim/legacy/jp/co/ks/merchanttool/connectmodule';
        $files = glob("$base/*/*.php");
        self::assertIsArray($files);
        self::assertCount(14, $files);
        foreach ($files as $file) {
            $class = basename($file, '.php');
            self::assertSame('yes', Process::run(['-r', "include '$file'; echo class_exists('$class', false) ? 'yes' : 'no';"]));
        }
    }

    public function testEveryClassOfTheEccubeCopyIsThere(): void
    {
        $shim = dirname(__DIR__, 2) . '/php/shim';
        $output = Process::run(['-r', "require '$shim/legacy/eccube/autoload.php';" . <<<'PHP'
            foreach (PaygentModule\Internal\OlderNames::FOLDERS as $name => $folder) {
                $class = 'Plugin\PaygentPayment\jp\co\ks\merchanttool\connectmodule\\' . strtolower($folder) . '\\' . $name;
                echo is_a($class, "PaygentModule\\$folder\\$name", true) ? '' : "$class\n";
            }
            PHP]);

        self::assertSame('', $output);
    }
}
