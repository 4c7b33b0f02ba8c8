import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates a PDF against standards: VeraCli FILE STANDARD... prints the broken rules; exit status 1 when there are any. */
public class VeraCli {
    private static final int EXAMPLES = 3;

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean valid = true;
        for (int place = 1; place < arguments.length; place++) {
            valid &= validate(new File(arguments[0]), PDFAFlavour.byFlavourId(arguments[place]));
        }
        System.exit(valid ? 0 : 1);
    }

    private static boolean validate(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, EXAMPLES, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s: %s, %d checks%n", flavour.getId(), result.isCompliant() ? "valid" : "NOT VALID", result.getTotalAssertions());
            brokenRules(result).values().forEach(System.out::println);
            return result.isCompliant() && result.getTotalAssertions() > 0;
        }
    }

    /** One line a rule, with the first place where it is broken. */
    private static Map<String, String> brokenRules(ValidationResult result) {
        Map<String, String> lines = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                lines.putIfAbsent(rule, "  " + rule + " " + assertion.getMessage() + "\n    " + assertion.getErrorMessage() + "\n    at " + assertion.getLocation().getContext());
            }
        }
        return lines;
    }
}
