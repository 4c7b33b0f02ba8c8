import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
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

/**
 * Validates PDFs against standards, one question a line: FILE, a tab, STANDARDS with spaces between them. Answers each with
 * the broken rules and a line VALID or INVALID. It stays, since starting takes as long as judging three files.
 */
public class VeraCli {
    private static final int EXAMPLES = 3;

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            String[] asked = question.split("\t");
            boolean valid = true;
            for (String standard : asked[1].split(" ")) {
                valid &= validate(new File(asked[0]), PDFAFlavour.byFlavourId(standard));
            }
            System.out.println(valid ? "VALID" : "INVALID");
        }
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
