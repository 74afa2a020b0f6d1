import LoginPages
import Management

/// Pages that tenants write, read as they will be when they are drawn.
struct TenantPages: PageTemplateReading {
    func fault(in template: String) -> String? { PageTemplate.fault(in: template) }
}
